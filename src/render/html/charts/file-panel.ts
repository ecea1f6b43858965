import type { Chart, View } from './drawing.ts';
import { group } from './shapes.ts';
import { label, picture } from './svg.ts';
import type { TimelinePanel, TimelineShared } from './timeline.ts';
import { timelinePanel } from './timeline.ts';
import { panelWords } from './words.ts';

/** One strategy in several files, of which the reader sees one at a time. */
export interface FilePanelData {
  readonly strategy: string;
  /** The first one is shown at first. A file without this strategy has no panel. */
  readonly files: readonly { readonly file: string; readonly panel?: TimelinePanel }[];
  readonly shared: TimelineShared;
}

/** Always on the same axes, so that going back and forth between files shows what moved. */
export function filePanel({ strategy, files, shared }: FilePanelData, view: View): Chart {
  const chosen = files.find(({ file }) => file === view.file) ?? files[0];
  if (chosen?.panel) {
    const { panel } = chosen;
    return timelinePanel({ panel, shared }, { ...view, words: panelWords(panel) });
  }
  const description = `${strategy} is not in ${chosen?.file ?? 'any file'}`;
  return picture(
    { width: view.width, height: 34 },
    { title: `Attempts in flight over time: ${strategy}`, description },
    group('muted', label(60, 22, description)),
  );
}
