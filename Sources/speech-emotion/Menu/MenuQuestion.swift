/// One thing that the menu asks before it runs a command.
///
/// A question that is not asked is answered by its suggestion.
struct MenuQuestion: Sendable {
  /// What the answer is about.
  let key: MenuAnswers.Key
  /// The question, without its mark.
  var text: @Sendable (MenuAnswers) -> String
  /// What an answer has to be.
  let rule: MenuRule
  /// What may be answered by `-`: none of all, in words, such as `the system's own`; nil where something is needed.
  var none: String?
  /// A line that explains, where there is something to explain.
  var explanation: (@Sendable (_ suggested: String?, MenuSurroundings) -> String?)?
  /// Whether to ask at all.
  var isAsked: @Sendable (MenuAnswers, MenuSurroundings) -> Bool = { _, _ in true }
  /// What is taken unless the user says otherwise, where the answer of the last time is not.
  var suggestion: @Sendable (MenuAnswers, MenuSurroundings) -> String? = { _, _ in nil }
  /// Whether the answer is the suggestion of the next time.
  var isRemembered = true
  /// A question to go back to where this one is answered with no.
  var orElse: MenuAnswers.Key?

  init(_ key: MenuAnswers.Key, _ text: String, _ rule: MenuRule, none: String? = nil) {
    self.key = key
    self.text = { _ in text }
    self.rule = rule
    self.none = none
  }

  /// What an empty line stands for: the last answer where it still holds, or the suggestion.
  ///
  /// - Parameters:
  ///   - answers: Of this time and the last.
  ///   - surroundings: What is there.
  /// - Returns: An answer, empty for none of all; nil where there is no default.
  func proposal(_ answers: MenuAnswers, _ surroundings: MenuSurroundings) -> String? {
    if isRemembered, answers.has(key) {
      let last = rule.mappingPaths(answers[key]) { surroundings.relative($0) }
      if last.isEmpty, none != nil { return last }
      if !last.isEmpty, let valid = try? rule.check(last, in: surroundings) { return valid }
    }
    return suggestion(answers, surroundings) ?? (none == nil ? nil : "")
  }

  /// Reads an answer.
  ///
  /// - Parameters:
  ///   - text: As typed.
  ///   - proposal: What an empty line stands for.
  ///   - surroundings: What is there.
  /// - Returns: The answer in the form that is kept; empty for none of all.
  /// - Throws: ``MenuAnswerError``.
  func answer(
    _ text: String, proposal: String?, in surroundings: MenuSurroundings
  ) throws(MenuAnswerError) -> String {
    if text == "-", none != nil { return "" }
    guard text.isEmpty else { return try rule.check(text, in: surroundings) }
    guard let proposal else { throw .required }
    return proposal
  }

  /// Copies with changes, so that a question reads as one expression.
  func with(_ change: (inout MenuQuestion) -> Void) -> MenuQuestion {
    var question = self
    change(&question)
    return question
  }
}
