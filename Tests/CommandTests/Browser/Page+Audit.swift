import Foundation
import Testing

/// What can be said about a page for people who see little, use no mouse or have a small screen, after WCAG 2.2.
extension Page {
  /// What is wrong with what the page shows now.
  func audit() throws -> [String] {
    try value("(() => { \(Self.auditor) })()", as: [String].self) + unnamed()
  }

  /// Things to use or to look at that have no name in the tree that screen readers read.
  private func unnamed() throws -> [String] {
    let roles = [
      "button", "link", "textbox", "image", "img", "progressbar", "region", "navigation", "table", "figure",
      "checkbox",
    ]
    let nodes = try call("Accessibility.getFullAXTree")["nodes"] as? [[String: Any]] ?? []
    return nodes.compactMap { node in
      func text(_ key: String) -> String { (node[key] as? [String: Any])?["value"] as? String ?? "" }
      guard node["ignored"] as? Bool != true, roles.contains(text("role")), text("name").isEmpty else {
        return nil
      }
      return ["table", "figure"].contains(text("role")) ? nil : "\(text("role")) without a name"
    }
  }

  /// Presses Tab until the focus comes round.
  ///
  /// - Returns: What is wrong: things that Tab does not lead to, or whose focus cannot be seen.
  func walk() throws -> [String] {
    try run(
      """
      window.seen = new Set();
      window.reachable = () => [...document.querySelectorAll("a[href], button, input, summary, audio, [tabindex='0']")]
        .filter((element) => element.checkVisibility() && !element.disabled);
      window.ring = (element) => {
        const shown = element.id === "chooser" ? element.closest("label") : element;
        const style = getComputedStyle(shown);
        return element.tagName === "AUDIO" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
      };
      window.titled = (element) => `${element.tagName} ${element.id} ${element.textContent.slice(0, 30)}`;
      """)
    var faults: [String] = []
    var steps = 0
    while steps < 400 {
      try press("Tab")
      steps += 1
      let fault: String = try value(
        """
        (() => {
          const element = document.activeElement;
          if (element === document.body) return "";
          if (seen.has(element)) return [...reachable()].every((other) => seen.has(other)) ? "round" : "";
          seen.add(element);
          return ring(element) ? "" : `the focus on ${titled(element)} cannot be seen`;
        })()
        """)
      if fault == "round" { return faults }
      if !fault.isEmpty { faults.append(fault) }
    }
    return try faults
      + value(
        "reachable().filter((element) => !seen.has(element)).map((element) => `Tab does not lead to ${titled(element)}`)"
      )
  }

  /// Runs in the page; the faults as an array.
  private static let auditor = #"""
    const faults = [];
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
    const name = (element) => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""} "${element.textContent.trim().slice(0, 30)}"`;
    const expect = (isSo, text) => { if (!isSo) faults.push(text); };

    expect(document.documentElement.lang === "en", "no language");
    expect(document.title.includes("SpeechEmotion"), "no title");
    expect(document.documentElement.scrollWidth <= document.documentElement.clientWidth, `scrolls sideways: ${document.documentElement.scrollWidth}`);
    const headings = all("h1, h2, h3, h4, h5, h6").map((heading) => Number(heading.tagName[1]));
    expect(headings.filter((level) => level === 1).length === 1, `h1: ${headings}`);
    headings.forEach((level, index) => expect(index === 0 || level <= headings[index - 1] + 1, `headings jump: ${headings}`));
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size === ids.length, "an id twice");
    for (const image of all("img")) expect(image.hasAttribute("alt"), `no text: ${image.src}`);
    for (const image of all("canvas, svg, [role=img]")) expect(image.ariaLabel || image.closest("[aria-hidden=true]"), `no text: ${name(image)}`);
    for (const input of all("input")) expect(input.labels.length > 0 || input.ariaLabel, `no label: ${name(input)}`);
    for (const element of all("[aria-labelledby]")) expect(document.getElementById(element.getAttribute("aria-labelledby")), `labelled by nothing: ${name(element)}`);

    for (const target of all("a[href]:not(.skip), button, input, summary, audio")) {
      const box = (target.id === "chooser" ? target.closest("label") : target).getBoundingClientRect();
      const least = target.matches("nav a, .record, .primary, .choices button, .row button, #token-form *, summary") ? 44 : 24;
      expect(box.height >= least - 0.5 && box.width >= 23.5, `${Math.round(box.width)} x ${Math.round(box.height)} is too small: ${name(target)}`);
    }

    const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const channels = (colour) => {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top, below) => [0, 1, 2].map((index) => top[3] * top[index] + (1 - top[3]) * below[index]).concat(1);
    const ground = (element) => {
      if (!element) return [255, 255, 255, 1];
      const own = channels(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, ground(element.parentElement));
    };
    const luminance = (colour) => {
      const [red, green, blue] = colour.slice(0, 3).map((value) => { const share = value / 255; return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const known = new Set();
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || known.has(element) || !shown(element)) continue;
      known.add(element);
      if (element.closest(":disabled, .visually-hidden, .skip, noscript, script")) continue;
      const style = getComputedStyle(element);
      const behind = ground(element);
      const ink = over(channels(element instanceof SVGElement ? style.fill : style.color), behind);
      const [dark, light] = [luminance(behind), luminance(ink)].sort((one, other) => one - other);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const contrast = (light + 0.05) / (dark + 0.05);
      expect(contrast >= (isLarge ? 3 : 4.5), `contrast ${contrast.toFixed(2)}: ${name(element)}`);
    }
    return faults;
    """#
}
