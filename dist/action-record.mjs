import { main } from './action.mjs';

await main('record', new URL('..', import.meta.url));
