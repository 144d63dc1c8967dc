extension MenuChoice {
  /// One model with speakers held out, or a cross-validation.
  static let training = MenuChoice(
    key: "3", title: "Train again", detail: "on corpora of your own, speakers kept apart",
    commands: ["train"],
    questions: [
      MenuQuestion(.corpora, "Corpora (folders or manifests, spaces between them)", .corpora).with {
        $0.suggestion = { answers, surroundings in
          (surroundings.corpusHere ?? (answers.has(.corpus) ? surroundings.relative(answers[.corpus]) : nil))
            .map { ShellWords.quoted($0) }
        }
        $0.explanation = { suggested, _ in suggested == nil ? whereCorporaAre : nil }
      },
      MenuQuestion(.recipe, "Recipe", .recipe).with {
        $0.suggestion = { $1.recipes.first }
        $0.explanation = { "\($1.recipes.joined(separator: ", ")), or the path of a JSON file." }
      },
      MenuQuestion(
        .division, "One model, tested on speakers it never hears, or a cross-validation?",
        .oneOf(["one", "folds"])
      ).with { $0.suggestion = { _, _ in "one" } },
      MenuQuestion(.testSpeakers, "Speakers to test on", .speakers, none: "nobody").with {
        $0.isAsked = { answers, _ in answers[.division] == "one" }
        $0.suggestion = { _, _ in "held-out" }
        $0.explanation = { _, _ in
          "Names such as ravdess/01,ravdess/11, or held-out: those that the shipped model never heard."
        }
      },
      MenuQuestion(.folds, "Folds, each with other speakers to test on", .number(2...100)).with {
        $0.isAsked = { answers, _ in answers[.division] == "folds" }
        $0.suggestion = { _, _ in "5" }
      },
      MenuQuestion(.epochs, "Epochs", .number(1...100_000), none: "as many as the recipe says"),
      MenuQuestion(.output, "Save as", .destination).with {
        $0.suggestion = { answers, surroundings in
          surroundings.unused("mine", answers[.division] == "folds" ? "folds" : "emotionmodel")
        }
        $0.isRemembered = false
      },
      MenuQuestion(.resume, "There is an unfinished run of it. Go on with that?", .yesNo).with {
        $0.isAsked = { canBeResumed($0, $1) }
        $0.suggestion = { canBeResumed($0, $1) ? MenuRule.yes : "no" }
        $0.isRemembered = false
      },
      MenuQuestion(.replace, "", .yesNo).with {
        $0.text = { "There is something at \($0[.output]) already. Replace it?" }
        $0.isAsked = { answers, surroundings in
          !answers.isYes(.resume)
            && (surroundings.exists(answers[.output]) || canBeResumed(answers, surroundings))
        }
        $0.suggestion = { _, _ in "no" }
        $0.isRemembered = false
        $0.orElse = .output
      },
    ],
    commandLines: { answers in
      let division =
        answers[.division] == "folds"
        ? ["--folds", "speakers:\(answers[.folds])"] : answers.option("--test-speakers", .testSpeakers)
      return [
        ["train"] + answers.paths(.corpora) + answers.option("--recipe", .recipe) + division
          + answers.option("--epochs", .epochs) + answers.option("--output", .output)
          + answers.flag("--resume", .resume) + answers.flag("--overwrite", .replace)
      ]
    },
    gains: { answers in answers[.division] == "one" ? [(.model, answers[.output])] : [] },
    needsTrainer: true)

  /// Whether the trainer left something at the destination that it can go on with.
  private static func canBeResumed(_ answers: MenuAnswers, _ surroundings: MenuSurroundings) -> Bool {
    let output = answers[.output]
    guard !output.isEmpty else { return false }
    return answers[.division] == "folds"
      ? surroundings.isFolder(output)
      : !surroundings.exists(output) && surroundings.exists(output + ".run/checkpoint.safetensors")
  }
}
