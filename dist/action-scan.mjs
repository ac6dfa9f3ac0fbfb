import { main } from './action.mjs';

await main('scan', new URL('..', import.meta.url));
