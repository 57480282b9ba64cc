import { registerHooks } from 'node:module';

/** Lets plain Node run a child process from our sources: there `./x.js` is `./x.ts`, and Node strips the types. */
registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
