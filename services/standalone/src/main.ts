const OLDEST_NODE = 24;

const major = Number(process.versions.node.split('.', 1)[0]);
if (major < OLDEST_NODE) {
  console.error(
    `ml-connector needs Node ${OLDEST_NODE} or newer; this is ${process.version}. Start it with "npm start", which brings its own Node.`,
  );
  process.exitCode = 1;
} else {
  const { runStandalone } = await import('./run-standalone.js');
  await runStandalone();
}
