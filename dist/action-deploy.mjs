import { main } from './action.mjs';

await main('deploy', new URL('..', import.meta.url));
