import { main } from './action.mjs';

await main('publish', new URL('..', import.meta.url));
