// Says at the end how many milliseconds of CPU the program took.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeSync(2, `CPU ${String(Math.round((user + system) / 1000))}\n`);
});
