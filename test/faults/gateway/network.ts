/** A network namespace with two ways out: one for those who call the gateway in it, one to the servers that it needs. */
import { execFileSync, spawnSync } from 'node:child_process';

export type Network = {
  /** Put before a command, to run it there. */
  readonly within: readonly string[];
  /** Where it is called. */
  readonly host: string;
  /** Where it finds what it needs. */
  readonly servicesHost: string;
  /** Nothing passes to the servers or from them any more, and nobody is told. */
  readonly cut: () => void;
  readonly heal: () => void;
  readonly remove: () => void;
};

const ip = (...args: readonly string[]): void => {
  execFileSync('ip', args, { stdio: 'pipe' });
};

/** Why there can be none here; null: there can. */
export const networkMissing = (): string | null => {
  const name = `vgf-probe-${process.pid}`;
  const { status, error } = spawnSync('ip', ['netns', 'add', name]);
  if (error !== undefined) return 'no ip (iproute2) on the PATH';
  if (status !== 0) return 'network namespaces are not permitted here';
  ip('netns', 'del', name);
  return null;
};

/** Throws when it is not permitted. */
export const createNetwork = (): Network => {
  const id = process.pid % 100_000;
  const name = `vgf-${id}`;
  // 198.18.0.0/15 is for tests of networks (RFC 2544): nobody lives there.
  const third = process.pid % 250;
  const ways = { calls: `198.18.${third}`, services: `198.19.${third}` };
  ip('netns', 'add', name);
  ip('netns', 'exec', name, 'ip', 'link', 'set', 'lo', 'up');
  for (const [way, net] of Object.entries(ways)) {
    const [outside, inside] = [`vgf${id}${way[0]}o`, `vgf${id}${way[0]}i`];
    ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', name);
    ip('addr', 'add', `${net}.1/30`, 'dev', outside);
    ip('link', 'set', outside, 'up');
    ip('netns', 'exec', name, 'ip', 'addr', 'add', `${net}.2/30`, 'dev', inside);
    ip('netns', 'exec', name, 'ip', 'link', 'set', inside, 'up');
  }
  return {
    within: ['ip', 'netns', 'exec', name],
    host: `${ways.calls}.2`,
    servicesHost: `${ways.services}.1`,
    cut: () => ip('netns', 'exec', name, 'ip', 'link', 'set', `vgf${id}si`, 'down'),
    heal: () => ip('netns', 'exec', name, 'ip', 'link', 'set', `vgf${id}si`, 'up'),
    // The pairs go with the namespace.
    remove: () => ip('netns', 'del', name),
  };
};
