extension ReportPage {
  /// The command, broken between its words only, since a hyphen is no place to break an option.
  private var command: Markup {
    let words = record.command.split(separator: " ", omittingEmptySubsequences: false).map { word -> Markup in
      word.count > 32 ? "\(String(word))" : "<span class=\"word\">\(String(word))</span>"
    }
    return words.dropFirst().reduce(words.first ?? "") { "\($0) \($1)" }
  }

  /// How it was made and how to make it again.
  var recipeSection: Markup {
    let seconds = record.results.reduce(0) { $0 + $1.seconds }
    let epochs = record.results.flatMap(\.history)
    let perEpoch = Spread(epochs.map(\.seconds)).mean
    var facts: [(String, Markup)] = [
      ("Hardware", "\(record.hardware)"),
      ("Training and test", "\(Figure.duration(seconds)) for \(summary.verdict.progress)"),
    ]
    if !epochs.isEmpty { facts.append(("One epoch", "\(number(perEpoch, digits: 1)) s, mean over all runs")) }
    facts.append(("Seeds", "\(record.seeds.map { "\($0)" }.joined(separator: ", "))"))
    facts.append(("Last added to", "<time>\(record.updated)</time>"))
    let list = facts.map { fact -> Markup in "<dt>\(fact.0)</dt><dd>\(fact.1)</dd>\n" }
    return """
      <section aria-labelledby="made">
      <h2 id="made">How it was made, and how to make it again</h2>
      <dl>
      \(list)</dl>
      <p>The command:</p>
      <pre class="command"><code>\(command)</code></pre>
      <p>The seeds decide the folds, the order of the clips, what is done to them and the first weights. Another \
      processor, graphics card or version of the libraries rounds otherwise, and over many steps that moves the \
      figures a little. The JSON of this record holds every answer; this page is computed from it.</p>
      <details>
      <summary>The training recipe</summary>
      <pre><code>\(record.recipe)</code></pre>
      </details>
      </section>

      """
  }
}
