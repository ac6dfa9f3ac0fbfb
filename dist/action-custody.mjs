import { main } from './action.mjs';

await main('custody', new URL('..', import.meta.url));
