/** Counts takings in memory, for channels that are tested without a database. */
export function createCounted() {
  let used = 0;
  return {
    used: () => used,
    async take(_kind: string, _at: string, most: { perMonth: number | null }): Promise<boolean> {
      if (most.perMonth !== null && used >= most.perMonth) return false;
      used += 1;
      return true;
    },
    async giveBack(): Promise<void> {
      used -= 1;
    },
  };
}
