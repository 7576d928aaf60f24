/** Writes the page of every rule to docs/rules, their index, and docs/escalation-paths.md. A test compares the pages with what this writes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { escalationPage } from './escalation-page';
import { rulePages } from './rule-pages';

const root = join(__dirname, '../docs/rules');
for (const [path, text] of rulePages()) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
writeFileSync(join(root, '..', 'escalation-paths.md'), escalationPage());
