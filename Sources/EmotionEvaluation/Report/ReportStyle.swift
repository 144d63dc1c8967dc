/// The style sheet of a report's page.
enum ReportStyle {
  /// Colours as variables for light and dark, then the few rules.
  static var css: String {
    let light = Ink.all.map { "\($0.variable.name):\($0.variable.light)" }.joined(separator: ";")
    let dark = Ink.all.map { "\($0.variable.name):\($0.variable.dark)" }.joined(separator: ";")
    return """
      :root{color-scheme:light dark;\(light);--good:#0b6e4f;--bad:#b3261e;--panel:#f4f6f8}
      @media (prefers-color-scheme:dark){:root{\(dark);--good:#4fc79b;--bad:#ff8a80;--panel:#1e232a}}
      @media print{:root{color-scheme:light;\(light);--good:#0b6e4f;--bad:#b3261e;--panel:#f4f6f8}}
      \(rules)
      """
  }

  private static let rules = """
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;-webkit-text-size-adjust:100%}
    main{max-width:68rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem}
    h1{font-size:clamp(1.5rem,4.5vw,2.1rem);line-height:1.2;margin:.5rem 0 1.2rem;overflow-wrap:anywhere}
    h2{font-size:1.35rem;line-height:1.3;margin:0 0 .6rem}
    h3{font-size:1.05rem;margin:1.2rem 0 .4rem}
    section{margin:2.8rem 0 0}
    p{margin:.5rem 0;max-width:46rem;overflow-wrap:anywhere}
    ul{margin:.4rem 0;padding-left:1.3rem}
    li{margin:.2rem 0;max-width:46rem;overflow-wrap:anywhere}
    .verdict{margin-top:0;padding:1.1rem 1.3rem;background:var(--panel);border-left:.45rem solid var(--muted);border-radius:.3rem}
    .verdict.good{border-color:var(--good)}.verdict.good h2{color:var(--good)}
    .verdict.bad{border-color:var(--bad)}.verdict.bad h2{color:var(--bad)}
    .partial{border:1px dashed var(--contrast);border-radius:.3rem;padding:.4rem .7rem}
    .runs,.corpora,caption,figcaption{color:var(--muted)}
    .corpora{margin-top:1rem;list-style:none;padding:0}
    .headline strong{font-size:1.9rem;font-variant-numeric:tabular-nums;white-space:nowrap}
    .scroll{overflow-x:auto;max-width:100%}
    .pictures{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;align-items:flex-start}
    .pictures>*{flex:0 1 auto;min-width:0}
    figure{margin:.6rem 0;max-width:100%}
    figure svg{display:block;width:100%;height:auto}
    .pictures figure{flex:1 1 min(26rem,100%);max-width:29rem}
    table{border-collapse:collapse;margin:.6rem 0;font-size:.92rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;padding-bottom:.4rem;max-width:min(42rem,calc(100vw - 3rem));position:sticky;left:0}
    th,td{padding:.3rem .55rem;text-align:right;border-bottom:1px solid var(--grid);white-space:nowrap;font-weight:400}
    th:first-child,td:first-child{padding-left:.2rem}
    thead th{font-weight:600;vertical-align:bottom}
    tbody th,tfoot th{position:sticky;left:0;background:var(--ground)}
    .groups th{text-align:center;border-bottom-color:var(--muted)}
    .groups td{border:0}
    tfoot th,tfoot td{border-bottom:0;font-weight:600}
    tfoot tr:first-child>*{border-top:2px solid var(--muted)}
    .text{text-align:left}
    td.text{white-space:normal;min-width:12rem}
    details{margin:.8rem 0}
    summary{cursor:pointer;padding:.25rem 0}
    summary h3{display:inline;margin:0}
    pre{background:var(--panel);padding:.8rem 1rem;border-radius:.3rem;overflow-x:auto;font-size:.85rem;line-height:1.45}
    .word{white-space:nowrap}
    .command{white-space:pre-wrap;overflow-wrap:anywhere}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:.6rem 0}
    dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    @media (max-width:34rem){tbody th,tfoot th{max-width:40vw;white-space:normal;overflow-wrap:break-word}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}.verdict{padding:.9rem 1rem}}
    @media print{body{font-size:10.5pt}main{max-width:none;padding:0}.scroll{overflow:visible}figure,tr,.verdict{break-inside:avoid}h2,h3,summary{break-after:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}tfoot{display:table-row-group}tbody th,tfoot th{position:static}.pictures{gap:.5rem 2%}.pictures figure{flex:0 1 48%;max-width:48%}figure svg{min-width:0!important}section{margin-top:1.6rem}table{font-size:.8rem}th,td{padding:.2rem .4rem}}
    """
}
