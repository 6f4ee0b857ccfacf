// The preview's own script. It runs in an isolated world beside the article, whose page has scripts switched off, and does
// four things: it patches what changed, marks the block being edited, sets the article's look, and reports clicks.
//
// Nothing here may leave a trace in the document: after any number of patches its markup equals that of the page freshly
// loaded. Marks and looks are therefore laid over through style sheets that belong to no element (adoptedStyleSheets) and
// through the media texts of the page's own rules, neither of which is part of the markup.
//
// Timers do not fire in a page with scripts switched off; animation frames, events and promises do.
"use strict";
globalThis.matinee = (() => {
  const GLIDE_MS = 120;
  const MARGIN_PX = 24;
  const BAR_PX = 3;
  const BAR_GAP_PX = 13;

  const workshop = document.implementation.createHTMLDocument("");
  const overlay = new CSSStyleSheet();
  const unfolded = new WeakSet(); // the <details> the reader has opened or closed
  let settings = { token: "", look: "system", accent: "#808080", faint: "#808080" };
  let marked = null;
  let share = 0; // how much of the marked block's text stands before the caret
  let awaited = false; // the marked block is not there yet; show it when it comes
  let recast = []; // media lists whose text the look has changed, with their own text
  let touched = null; // the node last changed inside the marked block: {node, offset}
  let glideNow = null;

  // What Qt hears: a console message that begins with a word only we and it know.
  const tell = (message) => console.info(settings.token + JSON.stringify(message));

  // ---- patching -------------------------------------------------------------------------------------------------------

  const articleOf = () => document.querySelector("body > article");

  function parse(parent, html) {
    parent.innerHTML = html;
    if (parent.childNodes.length !== 1 || parent.firstElementChild === null) {
      throw new Error("not one element");
    }
    return parent.firstElementChild;
  }

  function patchText(live, text) {
    const before = live.data;
    if (before === text) return;
    const most = Math.min(before.length, text.length);
    let start = 0;
    while (start < most && before[start] === text[start]) start += 1;
    let end = 0;
    while (end < most - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    live.replaceData(start, before.length - start - end, text.slice(start, text.length - end));
    touched = { node: live, offset: text.length - end };
  }

  // Attributes end in the order of the new element too, for markup is compared as text.
  function patchAttributes(live, fresh) {
    const kept = (attribute) => !(unfolded.has(live) && attribute.name === "open");
    const old = [...live.attributes].filter(kept);
    const young = [...fresh.attributes].filter(kept);
    let same = 0;
    while (same < old.length && same < young.length && old[same].name === young[same].name) {
      if (old[same].value !== young[same].value) live.setAttribute(young[same].name, young[same].value);
      same += 1;
    }
    for (const attribute of old.slice(same)) live.removeAttribute(attribute.name);
    for (const attribute of young.slice(same)) live.setAttribute(attribute.name, attribute.value);
  }

  function patchChildren(live, fresh) {
    const old = [...live.childNodes];
    const young = [...fresh.childNodes];
    let first = 0;
    let oldEnd = old.length;
    let youngEnd = young.length;
    while (first < oldEnd && first < youngEnd && old[first].isEqualNode(young[first])) first += 1;
    while (oldEnd > first && youngEnd > first && old[oldEnd - 1].isEqualNode(young[youngEnd - 1])) {
      oldEnd -= 1;
      youngEnd -= 1;
    }
    const shared = Math.min(oldEnd, youngEnd);
    for (let i = first; i < shared; i += 1) patchNode(old[i], young[i]);
    for (let i = shared; i < oldEnd; i += 1) {
      touched = { node: live, offset: 0 };
      old[i].remove();
    }
    const next = old[oldEnd] ?? null;
    for (let i = shared; i < youngEnd; i += 1) {
      live.insertBefore(young[i], next);
      touched = { node: young[i], offset: 0 };
    }
  }

  // Returns the node that now stands there.
  function patchNode(live, fresh) {
    if (live.nodeName !== fresh.nodeName) {
      live.replaceWith(fresh);
      touched = { node: fresh, offset: 0 };
      return fresh;
    }
    if (live.nodeType === Node.ELEMENT_NODE) {
      patchAttributes(live, fresh);
      patchChildren(live, fresh);
    } else {
      patchText(live, fresh.data);
    }
    return live;
  }

  // Makes `wanted` the element children of `parent`, one line feed before each and one after the last.
  function arrange(parent, wanted) {
    if (wanted.length === 0 || parent.firstElementChild === null) {
      parent.textContent = wanted.length === 0 ? "\n\n" : "\n";
    }
    const staying = new Set(wanted);
    for (const child of [...parent.children]) {
      if (!staying.has(child)) {
        child.previousSibling.remove();
        child.remove();
      }
    }
    let place = parent.firstElementChild;
    for (const child of wanted) {
      if (child === place) {
        place = place.nextElementSibling;
        continue;
      }
      if (child.parentNode === parent) child.previousSibling.remove();
      const before = place === null ? parent.lastChild : place.previousSibling;
      parent.insertBefore(document.createTextNode("\n"), before);
      parent.insertBefore(child, before);
    }
  }

  function patchHead({ at, remove, insert }) {
    const old = [...document.head.children];
    const young = insert.map((html) => parse(workshop.createElement("head"), html));
    const placed = young.map((fresh, i) => (i < remove ? patchNode(old[at + i], fresh) : fresh));
    arrange(document.head, [...old.slice(0, at), ...placed, ...old.slice(at + remove)]);
    if ([...old.slice(at, at + remove), ...placed].some((child) => /^(STYLE|META|LINK)$/.test(child.nodeName))) setLook();
  }

  function patchBlocks(article, changed, order) {
    const blocks = new Map([...article.children].map((child) => [child.id, child]));
    for (const [id, html] of Object.entries(changed)) {
      const fresh = parse(workshop.createElement("article"), html);
      if (fresh.id !== id) throw new Error("a block without its id");
      const live = blocks.get(id);
      const before = touched;
      blocks.set(id, live === undefined ? fresh : patchNode(live, fresh));
      if (id !== marked) touched = before;
    }
    if (order === null) return;
    const wanted = order.map((id) => blocks.get(id));
    if (wanted.includes(undefined)) throw new Error("a block is missing");
    arrange(article, wanted);
  }

  function patch({ root = null, head = null, attributes = null, changed = {}, order = null }) {
    try {
      const article = articleOf();
      const anchor = holdAnchor(article);
      if (root !== null) {
        document.documentElement.setAttribute("lang", root.language);
        document.documentElement.setAttribute("dir", root.direction);
      }
      if (attributes !== null) {
        patchAttributes(article, parse(workshop.createElement("body"), `<article${attributes}></article>`));
      }
      if (head !== null) patchHead(head);
      touched = null;
      patchBlocks(article, changed, order);
      keepAnchor(anchor);
      followEdit();
    } catch (error) {
      tell({ lost: String(error) });
    }
  }

  // ---- scrolling ------------------------------------------------------------------------------------------------------

  const topOf = (element) => element.getBoundingClientRect().top;
  const nearby = (rect) => rect.bottom > 0 && rect.top < innerHeight && rect.height > 0;
  const markedBlock = () => (marked === null ? null : [...(articleOf()?.children ?? [])].find((e) => e.id === marked) ?? null);

  // The block being edited, or else the first on screen; inside a block that begins above the screen, its first visible child.
  function holdAnchor(article) {
    const own = markedBlock();
    const block = own !== null && nearby(own.getBoundingClientRect())
      ? own
      : [...article.children].find((child) => nearby(child.getBoundingClientRect()));
    if (block === undefined) return [];
    const inner = topOf(block) < 0
      ? [...block.children].find((child) => nearby(child.getBoundingClientRect()) && topOf(child) >= 0)
      : undefined;
    return [inner, block].filter((e) => e !== undefined).map((element) => ({ element, top: topOf(element) }));
  }

  function keepAnchor(anchors) {
    const anchor = anchors.find(({ element }) => element.isConnected);
    if (anchor === undefined) return;
    const moved = topOf(anchor.element) - anchor.top;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  }

  // Moves by what `remaining` says is left, in a few frames, measuring anew in each: patches may fall in between.
  function glide(remaining) {
    glideNow = remaining;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) {
      scrollBy({ top: remaining(), behavior: "instant" });
      return;
    }
    let start = null;
    let done = 0;
    const step = (now) => {
      if (glideNow !== remaining) return;
      start ??= now;
      const time = Math.min(1, (now - start) / GLIDE_MS);
      const share = 1 - (1 - time) ** 2;
      const move = time === 1 ? 1 : (share - done) / (1 - done);
      done = share;
      scrollBy({ top: remaining() * move, behavior: "instant" });
      if (time < 1) requestAnimationFrame(step);
      else glideNow = null;
    };
    requestAnimationFrame(step);
  }

  // How far to scroll so that the rectangle is on screen: its top if it is too tall, else the nearest edge.
  function distance(rect) {
    const room = innerHeight - 2 * MARGIN_PX;
    if (rect.top < MARGIN_PX || rect.height > room) return rect.top - MARGIN_PX;
    return Math.max(0, rect.bottom - innerHeight + MARGIN_PX);
  }

  function showMarked() {
    const block = markedBlock();
    awaited = block === null;
    if (block === null) return;
    const rect = block.getBoundingClientRect();
    const enough = Math.min(rect.height, 2 * MARGIN_PX);
    const caret = () => topOf(block) + share * block.getBoundingClientRect().height;
    if (share > 0 && rect.height > innerHeight / 2) {
      if (caret() >= MARGIN_PX && caret() <= innerHeight - MARGIN_PX) return;
      glide(() => (block.isConnected ? caret() - innerHeight / 2 : 0));
    } else if (Math.min(rect.bottom, innerHeight) - Math.max(rect.top, 0) < enough) {
      glide(() => (block.isConnected ? distance(block.getBoundingClientRect()) : 0));
    }
  }

  function touchedRect() {
    const { node, offset } = touched;
    if (node.nodeType === Node.ELEMENT_NODE) return node.getBoundingClientRect();
    const range = document.createRange();
    range.setStart(node, Math.max(0, Math.min(offset, node.length) - 1));
    range.setEnd(node, Math.min(offset, node.length));
    const rect = range.getBoundingClientRect();
    return rect.height > 0 || node.parentElement === null ? rect : node.parentElement.getBoundingClientRect();
  }

  function followEdit() {
    if (awaited) showMarked();
    if (touched === null || !touched.node.isConnected) return;
    const rect = touchedRect();
    if (rect.height === 0 || (rect.bottom <= innerHeight && rect.top >= 0) || rect.height > innerHeight) return;
    const spot = touched;
    glide(() => {
      touched = spot;
      return spot.node.isConnected ? distance(touchedRect()) : 0;
    });
  }

  // ---- marks and looks ------------------------------------------------------------------------------------------------

  function bar(selector, colour) {
    const line = `linear-gradient(${colour}, ${colour}) 1`;
    const reach = BAR_GAP_PX;
    return `${selector} { border-image: ${line} / 0 0 0 ${BAR_PX}px / 0 0 0 ${reach}px; }
      :root[dir="rtl"] ${selector} { border-image: ${line} / 0 ${BAR_PX}px 0 0 / 0 ${reach}px 0 0; }`;
  }

  function lay() {
    const declared = `${getComputedStyle(document.documentElement).colorScheme} ${
      document.querySelector('meta[name="color-scheme"]')?.content ?? ""}`;
    const dyed = settings.look !== "system" && /light/.test(declared) && /dark/.test(declared);
    overlay.replaceSync(`@media screen {
      ${dyed ? `:root { color-scheme: only ${settings.look} !important; }` : ""}
      ${bar("body > article > [id]:hover", settings.faint)}
      ${marked === null ? "" : bar(`body > article > #${CSS.escape(marked)}`, settings.accent)}
    }`);
  }

  function mediaLists(holder) {
    const lists = [];
    for (const rule of holder.cssRules) {
      if (rule instanceof CSSMediaRule) lists.push(rule.media);
      if (rule.cssRules !== undefined) lists.push(...mediaLists(rule));
    }
    return lists;
  }

  // The article's own light or dark look, whatever the program or the system prefers.
  function setLook() {
    for (const { list, text } of recast) list.mediaText = text;
    recast = [];
    overlay.replaceSync("");
    if (settings.look !== "system") {
      const sheets = [...document.styleSheets].filter((sheet) => sheet.href === null);
      for (const list of sheets.flatMap((sheet) => [sheet.media, ...mediaLists(sheet)])) {
        const text = list.mediaText;
        const fixed = text.replace(/\(\s*prefers-color-scheme\s*:\s*(\w+)\s*\)/g, (_, look) =>
          look === settings.look ? "(min-width: 0px)" : "(min-width: 1000000px)");
        if (fixed !== text) {
          list.mediaText = fixed;
          recast.push({ list, text });
        }
      }
    }
    lay();
  }

  function mark({ block, share: before }) {
    marked = block;
    share = before;
    touched = null;
    lay();
    if (block === null) awaited = false;
    else showMarked();
  }

  function dress(changes) {
    settings = { ...settings, ...changes };
    setLook();
  }

  // ---- clicks ---------------------------------------------------------------------------------------------------------

  function follow(link) {
    const here = location.href.split("#")[0];
    const [address, fragment] = link.href.split("#");
    if (address === here && fragment !== undefined) {
      document.getElementById(decodeURIComponent(fragment))?.scrollIntoView({ block: "nearest", behavior: "instant" });
    } else {
      tell({ link: link.href });
    }
  }

  function onClick(event) {
    if (!event.isTrusted || !(event.target instanceof Element)) return;
    const link = event.target.closest("a[href], area[href]");
    if (link !== null) {
      event.preventDefault();
      if (event.button <= 1) follow(link);
      return;
    }
    if (event.button !== 0) return;
    const summary = event.target.closest("summary");
    if (summary !== null) {
      unfolded.add(summary.parentElement);
      return;
    }
    if (!getSelection().isCollapsed) return;
    const block = event.target.closest("body > article > [id]");
    if (block !== null) tell({ block: block.id });
  }

  document.addEventListener("click", onClick, true);
  document.addEventListener("auxclick", onClick, true);
  document.addEventListener("wheel", () => { glideNow = null; }, { passive: true });

  function begin({ load, scroll, mark: first, ...rest }) {
    document.adoptedStyleSheets = [overlay];
    dress(rest);
    if (scroll > 0) scrollTo({ top: scroll, behavior: "instant" });
    mark(first);
    tell({ ready: load });
  }

  return { begin, patch, mark, dress };
})();
