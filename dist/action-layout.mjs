import { main } from './action.mjs';

await main('layout', new URL('..', import.meta.url));
