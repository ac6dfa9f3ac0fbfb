import { main } from './action.mjs';

await main('outcome', new URL('..', import.meta.url));
