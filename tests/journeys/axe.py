"""axe-core in the page that is open."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "pwa/node_modules/axe-core/axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_RUN = """async ({ tags, rules }) => {
  const runOnly = rules.length ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
  const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}"""


def findings(page: Page, *rules: str) -> list[str]:
    """What axe finds, one line each. rules: these alone; without any, all of WCAG 2.2 AA and best practice.

    The source is evaluated through the debugger, because the page itself takes no script from anywhere.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SOURCE.read_text())
    found: list[str] = page.evaluate(_RUN, {"tags": TAGS, "rules": rules})
    return found
