import { describe, expect, it } from 'vitest';
import { recommend } from '../../src/analyze/recommend.ts';
import { renderHtml } from '../../src/render/html/index.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { renderTerminal } from '../../src/render/terminal/summary.ts';
import { aRun } from '../helpers/a-run.ts';
import { aSize, p95Below4s, rateLimitedBelow5Percent, SWEEP } from '../helpers/a-sweep.ts';

describe.each([
  ['call p95 <= 4s', 12, p95Below4s],
  ['rate_limited < 5 % as well', 10, [...p95Below4s, ...rateLimitedBelow5Percent]],
])('with %s, size %d is what all of them name', (_, size, thresholds) => {
  const result = aRun(SWEEP.map(aSize), { thresholds });
  const name = `semaphore-${size}`;
  const page = renderHtml(result);

  it('the recommendation', () => {
    expect(recommend(result).strategy).toBe(name);
  });

  it('the headline and the star of the page', () => {
    expect(page).toMatch(new RegExp(`<h1>${name} `));
    const starred = (page.match(/<tr[\s\S]*?<\/tr>/g) ?? []).filter((row) =>
      row.includes('class="star"'),
    );
    // In the table of strategies, and in the one of sizes.
    expect(starred).toHaveLength(2);
    expect(starred[0]).toContain(`data-series="${name}"`);
    expect(starred[1]).toMatch(new RegExp(`★</span>&nbsp;${size}</th>`));
  });

  it('the best point of the curve', () => {
    expect(page).toContain(`★ best: ${size} in flight`);
  });

  it('the terminal and the Markdown', () => {
    expect(renderTerminal(result)).toMatch(new RegExp(`^★ ${name} `, 'm'));
    const starred = renderMarkdown(result)
      .split('\n')
      .filter((line) => line.includes('★'));
    expect(starred).toHaveLength(1);
    expect(starred[0]).toContain(`\`${name}\``);
  });
});
