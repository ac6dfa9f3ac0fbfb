import { main } from './action.mjs';

await main('plan', new URL('..', import.meta.url));
