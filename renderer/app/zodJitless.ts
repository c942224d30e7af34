/** Must be the first import of the page: Zod's compiled parsers need `eval`, which the policy forbids. */
import { z } from 'zod';

z.config({ jitless: true });
