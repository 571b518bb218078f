import { defineConfig } from "vite";

import { sprite } from "./sprite.js";

// Names carry no hash: the static file storage of Django hashes them once more anyway.
export default defineConfig({
  base: "./",
  publicDir: "public",
  plugins: [sprite()],
  build: {
    emptyOutDir: true,
    target: "es2020",
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      input: { app: "js/app.js", charts: "js/charts.js", screen: "js/screen.js", triage: "js/triage.js", copy: "js/copy.js", position: "js/position.js" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
        manualChunks: (id) => (/node_modules\/(echarts|zrender|tslib)\//.test(id) ? "echarts" : undefined),
      },
    },
  },
});
