/** What the workflows may do, and what they run: nothing that somebody can exchange under them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../docs/support/program.ts';

const FOLDER = join(ROOT, '.github/workflows');

const workflowShape = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({
      permissions: z.record(z.string(), z.string()).optional(),
      steps: z.array(
        z.looseObject({
          uses: z.string().optional(),
          run: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});

const names = readdirSync(FOLDER);

describe.each(names)('%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const workflow = workflowShape.parse(parse(text));
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('may read the repository and nothing else, in no job', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const { permissions = {} } of jobs) {
      expect(Object.values(permissions).filter((level) => level !== 'read' && level !== 'none')).toEqual([]);
    }
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });

  it('pins each action by its commit, and says which release that is', () => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action = '']) => action);
    expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
    for (const action of used) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('leaves no token in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });
});

it('audits what runs in production, and keeps a list of it', () => {
  const all = names.map((name) => readFileSync(join(FOLDER, name), 'utf8')).join('\n');
  expect(all).toMatch(/run: npm audit .*--omit=dev .*--audit-level=high/);
  expect(all).toMatch(/run: npm sbom .*--sbom-format=cyclonedx > sbom\.cdx\.json/);
  expect(all).toMatch(/uses: actions\/upload-artifact@.*\n\s*with: \{[^}]*sbom\.cdx\.json/);
});
