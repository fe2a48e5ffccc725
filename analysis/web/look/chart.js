/* Charts of page and report: lines and fans over months, on uPlot.
 *
 * buildoutChart.draw(figure, spec) fills <figure class="chart">; spec is
 *   { first: "2022-01", n: 144, unit: "GW", height: 220,
 *     lines: [{ name: "base", p50: [...], p05: [...], p95: [...], p25: [...], p75: [...] }],
 *     dots: [{ name: "observed", month: ["2024-12"], value: [1.5] }] }
 * A line needs only p50; null is a month without a value. Over an input instead of months, spec has
 *   { xName: "Quarters of waiting", x: [0, 1, 2], n: 3, mark: { name: "root", x: [1.5] }, ... }
 * in place of first, with the points shown and an upright at the mark. With log: true values are shown by decades; all
 * are then more than 0. Returns { update(spec), free() }.
 * Numbers and dates are written here, never by the browser's locale or time zone.
 */
"use strict";
const buildoutChart = (() => {
    const DIGITS = 3;

    function grouped(digits) {
        return digits.replace(/\B(?=(\d{3})+$)/g, ",");
    }

    /* Three digits that matter, at least all before the point: 1,234 12.3 0.00123. */
    function number(x, digits = DIGITS) {
        if (x === null || x === undefined || !Number.isFinite(x)) return "–";
        if (x === 0) return "0";
        const size = Math.floor(Math.log10(Math.abs(x)));
        if (size < -6) return x.toExponential(digits - 1).replaceAll("-", "−");
        const places = Math.max(0, digits - 1 - size);
        const [whole, part] = Math.abs(x).toFixed(places).split(".");
        const text = grouped(whole) + (part ? "." + part : "");
        return (x < 0 ? "−" : "") + text;
    }

    function monthOf(text) {
        return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
    }

    function monthText(month) {
        return Math.floor(month / 12) + "-" + String((month % 12) + 1).padStart(2, "0");
    }

    function colour(name) {
        return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    }

    const seriesColour = (i) => colour("--series-" + ((i % 6) + 1));

    function faint(hex, alpha) {
        return hex + Math.round(alpha * 255).toString(16).padStart(2, "0");
    }

    /* The columns of uPlot, its series and the bands between them. */
    function columns(spec) {
        const first = spec.x ? 0 : monthOf(spec.first);
        const data = [spec.x || Array.from({ length: spec.n }, (_, i) => first + i)];
        const series = [{}];
        const bands = [];
        const add = (values, options) => {
            data.push(values);
            series.push(Object.assign({ points: { show: false }, spanGaps: false }, options));
            return data.length - 1;
        };
        spec.lines.forEach((line, i) => {
            const stroke = seriesColour(line.colour === undefined ? i : line.colour);
            for (const [low, high, alpha] of [["p05", "p95", 0.16], ["p25", "p75", 0.22]]) {
                if (!line[low]) continue;
                const top = add(line[high], { width: 0 });
                const bottom = add(line[low], { width: 0 });
                bands.push({ series: [top, bottom], fill: faint(stroke, alpha) });
            }
            add(line.p50, { stroke, width: 2, dash: line.dash, points: { show: Boolean(spec.x), size: 5, stroke, fill: stroke } });
        });
        (spec.dots || []).forEach((dots) => {
            const at = new Map(dots.month.map((month, k) => [monthOf(month) - first, dots.value[k]]));
            const stroke = colour("--text");
            add(data[0].map((_, k) => (at.has(k) ? at.get(k) : null)),
                { width: 0, paths: () => null, points: { show: true, size: 7, stroke, fill: colour("--ground") } });
        });
        return { data, series, bands };
    }

    /* Years that have room on the axis. */
    function yearSplits(u, axis, min, max) {
        const years = (max - min) / 12;
        const room = Math.max(2, Math.floor(u.bbox.width / devicePixelRatio / 48));
        const step = [1, 2, 3, 5, 10, 20].find((s) => years / s <= room) || 50;
        const splits = [];
        for (let y = Math.ceil(min / 12 / step) * step; y * 12 <= max; y += step) splits.push(y * 12);
        return splits.length > 1 ? splits : [Math.ceil(min), Math.floor(max)];
    }

    const yearText = (u, splits) => splits.map((m) => (m % 12 === 0 ? String(m / 12) : monthText(m)));

    function valueText(u, splits) {
        const step = splits.length > 1 ? Math.abs(splits[1] - splits[0]) : 1;
        let places = 0;
        while (places < 6 && Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) > 1e-6) places++;
        return splits.map((v) => {
            const [whole, part] = Math.abs(v).toFixed(places).split(".");
            return (v < 0 ? "−" : "") + grouped(whole) + (part ? "." + part : "");
        });
    }

    const decadeText = (u, splits) => splits.map((v) => number(v, 1));

    /* Decades that have room on the axis. */
    function decadeSplits(u, axis, min, max) {
        const low = Math.round(Math.log10(min)), high = Math.round(Math.log10(max));
        const step = Math.ceil((high - low) * 24 / Math.max(24, u.bbox.height / devicePixelRatio)), splits = [];
        for (let k = low; k <= high; k += step) splits.push(10 ** k);
        return splits;
    }

    /* Whole decades, from below the least to above the most. */
    function decades(u, min, max) {
        if (min === null || max === null || !(min > 0) || !Number.isFinite(max)) return [0.1, 10];
        const low = 10 ** Math.floor(Math.log10(min)), high = 10 ** Math.ceil(Math.log10(max));
        return [low, high > low ? high : low * 10];
    }

    /* From zero, unless that would squeeze what there is to see into the upper part. */
    function range(spec) {
        return (u, min, max) => {
            if (min === null || max === null || !Number.isFinite(min) || !Number.isFinite(max)) return [0, 1];
            if (min === max) return min === 0 ? [0, 1] : [Math.min(0, min * 1.1), Math.max(0, max * 1.1)];
            const pad = (max - min) * 0.06;
            const low = min >= 0 && (spec.zero !== false || min < max / 2) ? 0 : min - pad;
            const high = max <= 0 ? 0 : max + pad;
            return [low, high];
        };
    }

    function readoutText(spec, k) {
        const parts = spec.lines.map((line) => {
            const name = spec.lines.length > 1 ? line.name + " " : "";
            const value = name + number(line.p50[k]);
            const band = line.p05 && line.p05[k] !== null && line.p05[k] !== undefined;
            return band ? value + " (" + number(line.p05[k]) + " to " + number(line.p95[k]) + ")" : value;
        });
        const at = spec.x ? spec.xName + " " + number(spec.x[k]) : monthText(monthOf(spec.first) + k);
        return at + ": " + parts.join(" · ") + " " + spec.unit;
    }

    /* Half a quarter is none. */
    const wholeSteps = (x) => (x.every(Number.isInteger) ? { incrs: [1, 2, 5].flatMap((s) => [s, 10 * s, 100 * s, 1000 * s]).sort((a, b) => a - b) } : {});

    /* What was looked for, from bottom to top. */
    function drawMark(u, spec) {
        if (!spec.mark) return;
        const x = u.valToPos(spec.mark.x[0], "x", true), { top, height } = u.bbox;
        u.ctx.save();
        u.ctx.strokeStyle = colour("--text");
        u.ctx.lineWidth = 1.5 * devicePixelRatio;
        u.ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
        u.ctx.beginPath();
        u.ctx.moveTo(x, top);
        u.ctx.lineTo(x, top + height);
        u.ctx.stroke();
        u.ctx.restore();
    }

    function options(spec, columned, size, readout) {
        const axis = { stroke: colour("--muted"), font: "12px system-ui, sans-serif", labelFont: "12px system-ui, sans-serif",
            grid: { stroke: colour("--grid"), width: 1 }, ticks: { stroke: colour("--grid"), width: 1, size: 4 } };
        return {
            width: size.width, height: size.height, series: columned.series, bands: columned.bands,
            legend: { show: false },
            cursor: { y: false, drag: { x: false, y: false }, points: { show: false },
                sync: spec.sync ? { key: spec.sync } : undefined },
            scales: { x: { time: false }, y: spec.log ? { distr: 3, log: 10, range: decades } : { range: range(spec) } },
            padding: [8, 12, 0, 0],
            axes: [Object.assign({}, axis, spec.x ? { values: valueText, label: spec.xName, labelSize: 20, size: 26, ...wholeSteps(spec.x) }
                : { splits: yearSplits, values: yearText, size: 26 }),
                Object.assign({}, axis, { values: valueText, ...(spec.log ? { values: decadeText, splits: decadeSplits, filter: (u, splits) => splits } : {}), size: (u, texts) => 14 + 7 * Math.max(3, ...(texts || []).map((t) => t.length)) })],
            hooks: { draw: [(u) => drawMark(u, spec)], setCursor: [(u) => {
                const k = u.cursor.idx;
                readout.textContent = k === null || k === undefined ? "" : readoutText(spec, k);
            }] },
        };
    }

    /* Arrow keys move the cursor a month, with shift a year; Home and End to the ends. */
    function listenToKeys(plot, chart) {
        plot.addEventListener("keydown", (event) => {
            const u = chart.u, last = u.data[0].length - 1;
            const at = u.cursor.idx === null || u.cursor.idx === undefined ? last : u.cursor.idx;
            const step = event.shiftKey ? 12 : 1;
            const to = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: last }[event.key];
            if (to === undefined) return;
            event.preventDefault();
            const k = Math.min(last, Math.max(0, to));
            u.setCursor({ left: u.valToPos(u.data[0][k], "x"), top: u.over.clientHeight / 2 });
        });
    }

    function legendOf(spec) {
        const list = document.createElement("ul");
        list.className = "legend";
        const entry = (name, fill) => {
            const item = document.createElement("li"), swatch = document.createElement("i");
            swatch.style.background = fill;
            item.append(swatch, name);
            list.append(item);
        };
        spec.lines.forEach((line, i) => entry(line.name, "var(--series-" + (((line.colour === undefined ? i : line.colour) % 6) + 1) + ")"));
        (spec.dots || []).forEach((dots) => entry(dots.name, "var(--text)"));
        if (spec.mark) entry(spec.mark.name, "var(--text)");
        return list;
    }

    const charts = new Set();

    function build(chart) {
        const { plot, spec } = chart;
        if (chart.u) chart.u.destroy();
        const columned = columns(spec);
        const size = { width: Math.max(160, plot.clientWidth), height: spec.height || 220 };
        chart.u = new uPlot(options(spec, columned, size, chart.readout), columned.data, plot);
    }

    function draw(figure, spec) {
        const plot = document.createElement("div"), readout = document.createElement("p");
        plot.className = "plot";
        plot.tabIndex = 0;
        plot.setAttribute("role", "img");
        plot.setAttribute("aria-label", spec.label || figure.querySelector("figcaption")?.textContent.trim() || "chart");
        readout.className = "readout";
        readout.setAttribute("aria-live", "polite");
        figure.append(plot);
        if (spec.lines.length > 1 || (spec.dots || []).length > 0 || spec.mark) figure.append(legendOf(spec));
        figure.append(readout);
        const chart = { plot, readout, spec, u: null };
        build(chart);
        listenToKeys(plot, chart);
        charts.add(chart);
        const watch = new ResizeObserver(() => {
            if (plot.clientWidth > 0 && Math.abs(plot.clientWidth - chart.u.width) > 1)
                chart.u.setSize({ width: Math.max(160, plot.clientWidth), height: spec.height || 220 });
        });
        watch.observe(plot);
        return {
            update(next) {
                chart.spec = spec = next;
                build(chart);
            },
            free() {
                watch.disconnect();
                charts.delete(chart);
                chart.u.destroy();
                figure.replaceChildren();
            },
        };
    }

    /* Canvases know no CSS: they are drawn again when the theme changes, and in light colours for paper. */
    const redraw = () => charts.forEach(build);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    addEventListener("beforeprint", () => {
        document.documentElement.dataset.theme = "light";
        redraw();
    });
    addEventListener("afterprint", () => {
        delete document.documentElement.dataset.theme;
        redraw();
    });

    return { draw, number, redraw, monthText, monthOf };
})();
