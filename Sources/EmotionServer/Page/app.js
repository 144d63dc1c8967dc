// What is seen first: the section that the address names. What makes it work comes after the first frame.

const sections = [...document.querySelectorAll("main > section")];
if (sections.some((section) => `#${section.id}` === location.hash)) {
  for (const section of sections) section.hidden = `#${section.id}` !== location.hash;
}
const start = () => import("./start.js");
if (document.hidden) start(); else requestAnimationFrame(() => setTimeout(start));
