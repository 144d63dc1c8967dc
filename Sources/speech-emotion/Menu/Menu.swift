import ArgumentParser
import Foundation
import SpeechDevices
import TerminalInterface

/// `speech-emotion` alone on a terminal: what to do, with which answers; runs it and comes back.
struct Menu {
  /// Why the menu ends.
  private enum Leave: Error {
    case quit
    case interrupted
  }

  /// The user wants the menu again.
  private struct Back: Error {}

  private let display: MenuDisplay
  private let memory: MenuMemory
  private let reader = LineReader()
  private var surroundings: MenuSurroundings
  private var answers: MenuAnswers
  private var output = Output.standard
  private var isMemoryBroken = false

  /// Looks around.
  init() {
    let environment = ProcessInfo.processInfo.environment
    let home = NSHomeDirectory()
    display = MenuDisplay(terminal: .standardOutput)
    memory = MenuMemory(environment: environment, home: home)
    answers = memory.answers()
    surroundings = MenuSurroundings(
      folder: FileManager.default.currentDirectoryPath, home: home,
      commands: Set(
        SpeechEmotionCommand.configuration.subcommands.compactMap { $0.configuration.commandName }))
  }

  /// Offers, asks and runs until the user leaves.
  ///
  /// - Returns: The exit status: 0, or 130 after Ctrl-C.
  /// - Throws: Where standard output cannot be written.
  mutating func run() throws -> Int32 {
    let choices = MenuChoice.all.filter { $0.isAvailable(in: surroundings) }
    while true {
      do {
        let choice = try choose(among: choices)
        try carryOut(choice)
      } catch is Back {
        continue
      } catch Leave.quit {
        return 0
      } catch Leave.interrupted {
        return 130
      }
      try output.writeLine()
    }
  }

  private mutating func choose(among choices: [MenuChoice]) throws -> MenuChoice {
    try output.write(lines: display.menu(choices))
    let last = choices.first { $0.key == answers[.choice] } ?? choices.first
    while true {
      try output.write(display.prompt("Your choice", hint: last?.key ?? ""))
      let text = try line()
      if ["q", "quit", "exit"].contains(text.lowercased()) { throw Leave.quit }
      let choice = text.isEmpty ? last : choices.first { $0.key == text }
      if let choice {
        answers[.choice] = choice.key
        return choice
      }
      let keys = choices.map(\.key).joined(separator: ", ")
      try say("\"\(text)\" is not on the menu. Give \(keys), or q to quit.", style: .red)
    }
  }

  private mutating func carryOut(_ choice: MenuChoice) throws {
    if choice.needsTrainer {
      do {
        surroundings.recipes = try TrainerRecipes.names()
      } catch {
        Diagnostics.error(Diagnostics.sentence(error))
        return
      }
    }
    // Looked for only now: it takes a while to ask the sound system.
    surroundings.hasLoudspeaker =
      choice.questions.contains { $0.key == .play } && (try? AudioDevices.output()) != nil
    try ask(choice.questions)
    let commandLines = choice.commandLines(answers)
    let gains = choice.gains(answers)
    keep(choice.questions)
    for arguments in commandLines {
      try output.writeLine()
      try output.writeLine(display.command(arguments))
      try output.flush()
      guard try run(arguments) else { return }
    }
    for (key, answer) in gains { answers[key] = surroundings.absolute(answer) }
    keep(choice.questions)
  }

  private mutating func ask(_ questions: [MenuQuestion]) throws {
    for question in questions where !question.isRemembered { answers.remove(question.key) }
    try say("An empty line takes what is in brackets; \"back\" goes back to the menu.")
    var index = 0
    while index < questions.count {
      let question = questions[index]
      index += 1
      guard question.isAsked(answers, surroundings) else {
        answers[question.key] = question.suggestion(answers, surroundings) ?? ""
        continue
      }
      answers[question.key] = try answer(to: question)
      if let key = question.orElse, !answers.isYes(question.key) {
        index = questions.firstIndex { $0.key == key } ?? index
      }
    }
  }

  private mutating func answer(to question: MenuQuestion) throws -> String {
    let proposal = question.proposal(answers, surroundings)
    if let sentence = question.explanation?(proposal, surroundings) { try say(sentence) }
    while true {
      try output.write(display.prompt(question, answers, proposal: proposal))
      let text = try line()
      if text == "back" { throw Back() }
      do throws(MenuAnswerError) {
        return try question.answer(text, proposal: proposal, in: surroundings)
      } catch {
        try say(error.description, style: .red)
      }
    }
  }

  /// Runs a command as a program of its own: what ends it does not end the menu, and it ends no other way than
  /// when it is typed.
  ///
  /// - Returns: Whether all went well.
  private mutating func run(_ arguments: [String]) throws -> Bool {
    do {
      let status = try reader.lendingTerminal {
        try ChildProgram.run(CompanionProgram.ownPath().path, arguments)
      }
      switch status {
      case 0: return true
      case 128 + SIGINT: try output.writeLine()
      default: try say("It ended with status \(status).", style: .yellow)
      }
    } catch let error as ChildProgramError {
      Diagnostics.error(error.description)
    }
    return false
  }

  private mutating func line() throws -> String {
    try output.flush()
    switch reader.next() {
    case .line(let text): return text.trimmingCharacters(in: .whitespaces)
    case .end:
      try output.writeLine()
      try output.flush()
      throw Leave.quit
    case .interrupted:
      try output.writeLine()
      try output.flush()
      throw Leave.interrupted
    }
  }

  private mutating func say(_ sentence: String, style: Style = .dim) throws {
    try output.write(lines: display.remark(sentence, style: style))
  }

  /// Remembers the answers, with paths from the root, so that they hold in any folder.
  private mutating func keep(_ questions: [MenuQuestion]) {
    for question in questions where question.rule.holdsPaths {
      answers[question.key] = question.rule.mappingPaths(answers[question.key]) { surroundings.absolute($0) }
    }
    var kept = answers
    for question in questions where !question.isRemembered { kept.remove(question.key) }
    do {
      try memory.keep(kept)
    } catch {
      guard !isMemoryBroken else { return }
      isMemoryBroken = true
      Diagnostics.note("The answers are not remembered: \(Diagnostics.sentence(error))")
    }
  }
}
