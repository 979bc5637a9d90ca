// Preloaded into a child: ends it with SIGKILL right before its KILL_AT-th file-system call below KILL_ROOT, or counts them into KILL_COUNT.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { KILL_AT, KILL_ROOT, KILL_COUNT } = process.env;
const real = { ...fs };
const open = new Set();
let count = 0;

const concerns = (argument) =>
  typeof argument === 'number' ? open.has(argument) : typeof argument === 'string' && argument.startsWith(KILL_ROOT);

for (const name of Object.keys(fs)) {
  if (!name.endsWith('Sync') || typeof fs[name] !== 'function') continue;
  fs[name] = function call(...arguments_) {
    if (concerns(arguments_[0])) {
      count += 1;
      if (count === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL');
      if (KILL_COUNT !== undefined) real.writeFileSync(KILL_COUNT, String(count));
    }
    const result = real[name].apply(this, arguments_);
    if (name === 'openSync' && concerns(arguments_[0])) open.add(result);
    // Its number is given to the next file that is opened, wherever that lies; which number that is depends on what the disk finishes first.
    if (name === 'closeSync') open.delete(arguments_[0]);
    return result;
  };
  Object.assign(fs[name], real[name]);
}
syncBuiltinESMExports();
