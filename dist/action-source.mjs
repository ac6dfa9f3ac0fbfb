import { main } from './action.mjs';

await main('source', new URL('..', import.meta.url));
