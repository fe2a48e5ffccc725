/* Draws the charts of the report when they come into sight, and all of them for paper. */
"use strict";
(() => {
    const specs = JSON.parse(document.getElementById("charts").textContent);
    const waiting = new Map();

    function draw(figure) {
        const spec = waiting.get(figure);
        if (!spec) return;
        waiting.delete(figure);
        figure.classList.remove("waiting");
        buildoutChart.draw(figure, spec);
    }

    const sight = new IntersectionObserver((entries) => {
        for (const entry of entries) {
            if (!entry.isIntersecting) continue;
            sight.unobserve(entry.target);
            draw(entry.target);
        }
    }, { rootMargin: "400px" });

    specs.forEach((spec, i) => {
        const figure = document.getElementById("chart-" + i);
        figure.classList.add("waiting");
        waiting.set(figure, spec);
        sight.observe(figure);
    });
    /* chart.js has asked for this event before us, so its colours for paper are set by now. */
    addEventListener("beforeprint", () => [...waiting.keys()].forEach(draw));
})();
