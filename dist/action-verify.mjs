import { main } from './action.mjs';

await main('verify', new URL('..', import.meta.url));
