const reelrate = "http://prices.example"; // the address of the Reelrate site

export default {
  title: "Film tool",
  url: "http://docs.example",
  baseUrl: "/",
  onBrokenLinks: "throw",
  themes: ["@docusaurus/theme-classic"],
  plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/" }]],
  scripts: [
    { src: `${reelrate}/embed/v1/reelrate.js`, type: "module" },
    { src: `${reelrate}/embed/v1/frame-host.js`, type: "module" },
  ],
};
