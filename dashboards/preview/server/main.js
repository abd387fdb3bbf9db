import { serve } from './server.js';
import { prometheus, Refusal, run, settings } from './settings.js';

const PORT = '3033';

await run(async () => {
  const given = settings(process.argv.slice(2), ['prometheus', 'port']);
  const port = Number(given.port ?? PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Refusal(`port=${given.port} must be from 0 to 65535`);
  const { url } = await serve(prometheus(given.prometheus), port);
  console.log(`${url}?board=stampede shows the board; end it with Ctrl-C`);
  return 0;
});
