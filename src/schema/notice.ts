import { z } from 'zod';
import { text } from './units.ts';

export const notice = z
  .strictObject({
    code: text('Stable name, for machines'),
    message: z.string(),
    hint: text('The remedy').exactOptional(),
  })
  .meta({ id: 'notice', description: 'A statement about the run' });
