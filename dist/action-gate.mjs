import { main } from './action.mjs';

await main('gate', new URL('..', import.meta.url));
