/** Tells whoever looks that something is different now, a few times a second at most. */
export interface Changes {
  version(): number;
  happened(): void;
  /** Hears each new version until the answered function is called. */
  hear(listener: (version: number) => void): () => void;
  stop(): void;
}

const GATHER_MS = 40;

export const makeChanges = (): Changes => {
  const listeners = new Set<(version: number) => void>();
  let version = 1;
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    for (const listener of listeners) listener(version);
  };
  return {
    version: () => version,
    happened: () => {
      version += 1;
      timer ??= setTimeout(tell, GATHER_MS);
    },
    hear: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => {
      clearTimeout(timer);
      listeners.clear();
    },
  };
};
