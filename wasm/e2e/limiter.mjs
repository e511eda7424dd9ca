// Three requests from an address, for ever.
const counts = new Map();

export default () => ({
  async limit({ key }) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return { success: counts.get(key) <= 3 };
  },
});
