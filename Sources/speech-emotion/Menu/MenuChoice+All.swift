extension MenuChoice {
  /// Everything that the menu offers, in order.
  static let all = [ownVoice, randomVoices, training, recordings, webPage]

  /// The microphone.
  static let ownVoice = MenuChoice(
    key: "1", title: "Test your own voice", detail: "from the microphone", commands: ["listen", "record"],
    questions: [
      MenuQuestion(.manner, "Live as you speak, or recorded first?", .oneOf(["live", "record"])).with {
        $0.isAsked = { $1.commands.isSuperset(of: ["listen", "record"]) }
        $0.suggestion = { $1.commands.contains("listen") ? "live" : "record" }
      },
      MenuQuestion(.device, "Microphone, by its name or a part of it", .text, none: "the system's own"),
      MenuQuestion(.recording, "Record into the file", .unusedFile(["wav", "flac"])).with {
        $0.isAsked = { answers, _ in answers[.manner] == "record" }
        $0.suggestion = { $1.unused("voice", "wav") }
        $0.isRemembered = false
      },
      model,
    ],
    commandLines: { answers in
      let command = answers[.manner] == "record" ? ["record", answers[.recording]] : ["listen"]
      return [command + answers.option("--device", .device) + answers.option("--model", .model)]
    })

  /// Actual against predicted.
  static let randomVoices = MenuChoice(
    key: "2", title: "Test on random voices", detail: "of a corpus: actual against predicted",
    commands: ["sample"],
    questions: [
      MenuQuestion(.corpus, "Corpus (a folder or a manifest)", .corpus).with {
        $0.suggestion = { answers, surroundings in surroundings.corpusHere ?? answers.paths(.corpora).first }
        $0.explanation = { suggested, _ in suggested == nil ? whereCorporaAre : nil }
      },
      MenuQuestion(.count, "How many voices", .number(1...10_000)).with { $0.suggestion = { _, _ in "8" } },
      MenuQuestion(.unheard, "Only speakers that the model never heard?", .yesNo).with {
        $0.suggestion = { _, _ in "no" }
      },
      MenuQuestion(.play, "Play every voice?", .yesNo).with {
        $0.isAsked = { $1.hasLoudspeaker }
        $0.suggestion = { _, _ in "no" }
      },
      model,
    ],
    commandLines: { answers in
      [
        ["sample", answers[.corpus]] + answers.option("-n", .count)
          + answers.flag("--test-speakers", .unheard) + answers.flag("--play", .play)
          + answers.option("--model", .model)
      ]
    })

  /// Files and folders, once or whenever a file comes.
  static let recordings = MenuChoice(
    key: "4", title: "Hear files or folders", detail: "of any audio format", commands: ["predict"],
    questions: [
      MenuQuestion(.recordings, "Files or folders, spaces between them", .recordings).with {
        $0.suggestion = { $1.isFolder("Voices") ? "Voices" : nil }
      },
      MenuQuestion(.watching, "Once, or watch the folder for new files?", .oneOf(["once", "watch"])).with {
        $0.isAsked = { answers, surroundings in
          let paths = answers.paths(.recordings)
          return paths.count == 1 && surroundings.isFolder(paths[0])
        }
        $0.suggestion = { _, _ in "once" }
        $0.isRemembered = false
      },
      model,
    ],
    commandLines: { answers in
      let watch = answers[.watching] == "watch" ? ["--watch"] : []
      return [["predict"] + answers.paths(.recordings) + watch + answers.option("--model", .model)]
    })

  /// The same in a browser.
  static let webPage = MenuChoice(
    key: "5", title: "Open the web page", detail: "in a browser on this machine", commands: ["serve"],
    questions: [
      MenuQuestion(.port, "Port", .number(1...65_535)).with { $0.suggestion = { _, _ in "8080" } }
    ],
    commandLines: { [["serve"] + $0.option("--port", .port)] })

  /// Which model answers; asked where there is another than the one that comes along.
  private static let model = MenuQuestion(
    .model, "Model", .model, none: "the one that comes with the program"
  ).with {
    $0.isAsked = { answers, surroundings in
      !surroundings.modelsHere.isEmpty
        || (!answers[.model].isEmpty && surroundings.exists(answers[.model]))
    }
    $0.explanation = { _, surroundings in
      surroundings.modelsHere.isEmpty ? nil : "Here: " + surroundings.modelsHere.joined(separator: ", ")
    }
  }

  static let whereCorporaAre =
    "RAVDESS is one to begin with: download Audio_Speech_Actors_01-24.zip from zenodo.org/records/1188976, unpack "
    + "it, and give its folder. A folder a class, such as happy/clip.wav, will do as well."
}
