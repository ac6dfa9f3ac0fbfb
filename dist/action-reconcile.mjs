import { main } from './action.mjs';

await main('reconcile', new URL('..', import.meta.url));
