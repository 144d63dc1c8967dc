/// The recipes that the trainer comes with.
enum TrainerRecipes {
  /// Their names.
  ///
  /// - Throws: ``CompanionProgramError`` where the trainer is not there or does not run.
  static func names() throws(CompanionProgramError) -> [String] {
    let program = try CompanionProgram.trainer.path()
    let printed: (status: Int32, text: String)
    do { printed = try ChildProgram.printed(program, ["--list-recipes"]) } catch {
      throw .notStarted(path: program, reason: error.reason)
    }
    let names = printed.text.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    guard printed.status == 0 else {
      throw .notStarted(path: program, reason: "it ended with status \(printed.status)")
    }
    return names.map { String($0) }
  }
}
