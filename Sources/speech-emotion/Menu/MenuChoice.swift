/// One thing that the menu offers: what it asks, and the command lines that it makes of the answers.
struct MenuChoice: Sendable {
  /// What to type for it.
  let key: String
  /// What it does.
  let title: String
  /// The same at more length; left away where the terminal is narrow.
  let detail: String
  /// Commands, one of which this build has to have.
  let commands: [String]
  /// What is asked, in order.
  let questions: [MenuQuestion]
  /// Arguments of `speech-emotion`, once for every command to run, in order.
  let commandLines: @Sendable (MenuAnswers) -> [[String]]
  /// What is to be remembered besides the answers where all went well.
  var gains: @Sendable (MenuAnswers) -> [(MenuAnswers.Key, String)] = { _ in [] }
  /// Whether the trainer has to be there.
  var needsTrainer = false

  /// Whether this build can do it.
  func isAvailable(in surroundings: MenuSurroundings) -> Bool {
    commands.contains { surroundings.commands.contains($0) }
  }
}
