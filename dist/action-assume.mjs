import { main } from './action.mjs';

await main('assume', new URL('..', import.meta.url));
