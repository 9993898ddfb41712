/** What `work` resolves to, or `late` when that takes longer than `ms`. Throws when the work does before then. */
export const within = async <Value>(ms: number, work: Promise<Value>, late: Value): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};
