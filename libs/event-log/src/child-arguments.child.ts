import { fileURLToPath } from 'node:url';

/** What Node is started with to run one of our `*.child.ts` programs from source, without a build. */
export const childArguments = (program: string): string[] => [
  '--conditions=@ml-connector/source',
  '--disable-warning=ExperimentalWarning',
  `--import=${new URL('./from-source.child.ts', import.meta.url).href}`,
  fileURLToPath(new URL(`./${program}`, import.meta.url)),
];
