import type { LedgerEntry } from '../core/ledger.ts';
import type { RecordedItem, RecorderSetting } from './recorder.ts';
import { Recorder } from './recorder.ts';
import type { MeasuredRow } from './row-replay.ts';

/** Tells each row to somebody who measures it again, beside other threads' rows. */
export class TellingRecorder extends Recorder {
  readonly #tell: (row: MeasuredRow) => void;

  constructor(setting: RecorderSetting, tell: (row: MeasuredRow) => void) {
    super(setting);
    this.#tell = tell;
  }

  override record(entry: LedgerEntry, recorded?: RecordedItem): void {
    super.record(entry, recorded);
    const { item, keepsSlot = false } = recorded ?? {};
    this.#tell({ entry, keepsSlot, ...(item?.tag !== undefined && { tag: item.tag }) });
  }
}
