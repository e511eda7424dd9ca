const reelrate = "http://prices.example"; // the address of the Reelrate site

export default {
  title: "Film tool",
  head: [
    ["script", { type: "module", src: `${reelrate}/embed/v1/reelrate.js` }],
    ["script", { type: "module", src: `${reelrate}/embed/v1/frame-host.js` }],
  ],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("reelrate-") } } },
  themeConfig: { nav: [{ text: "Prices", link: "/prices" }] },
};
