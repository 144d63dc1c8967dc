import Foundation

/// The axes of a picture: grid, ticks, names, and a legend under them.
struct PlotFrame {
  /// How a tick is written.
  enum Format: Hashable {
    /// As it is, with as many digits as it needs.
    case plain
    /// A share as per cent.
    case percent

    func text(_ value: Double) -> String {
      self == .percent ? "\(Markup.coordinate(value * 100)) %" : Markup.coordinate(value)
    }
  }

  let x: Scale
  let y: Scale

  /// Draws a grid with its numbers.
  func draw(
    in drawing: inout Drawing, xName: String, yName: String, xFormat: Format, yFormat: Format,
    xTicks: [Double], yTicks: [Double]
  ) {
    for tick in yTicks {
      drawing.line(x.start, y(tick), x.end, y(tick), .grid)
      drawing.text(yFormat.text(tick), x.start - 7, y(tick) + 4, .end, size: 12, .muted)
    }
    for tick in xTicks {
      drawing.line(x(tick), y.start, x(tick), y.start + 4, .muted)
      drawing.text(xFormat.text(tick), x(tick), y.start + 18, .middle, size: 12, .muted)
    }
    drawing.line(x.start, y.start, x.end, y.start, .muted)
    drawing.text(xName, (x.start + x.end) / 2, y.start + 36, .middle, size: 12.5, .ink)
    drawing.text(yName, x.start, y.end - 11, .start, size: 12.5, .ink)
  }
}

/// Names of series with their signs, in as many rows as they need.
struct Legend {
  /// Names in the order of the series.
  let names: [String]
  /// Width of the rows, in pixels.
  let width: Double
  private let places: [(x: Double, row: Int)]

  init(_ names: [String], width: Double) {
    self.names = names.map { Drawing.shortened($0, to: 24) }
    self.width = width
    var places: [(Double, Int)] = []
    var x = 0.0
    var row = 0
    for name in self.names {
      let needed = 40 + Drawing.width(of: name, size: 12)
      if x > 0, x + needed > width { (x, row) = (0, row + 1) }
      places.append((x, row))
      x += needed
    }
    self.places = places
  }

  /// Height of all rows, in pixels.
  var height: Double { places.isEmpty ? 0 : Double((places.last?.row ?? 0) + 1) * 19 + 4 }

  /// Draws the names, each with its line or its sign.
  func draw(in drawing: inout Drawing, x: Double, y: Double, asLines: Bool) {
    for (index, (name, place)) in zip(names, places).enumerated() {
      let left = x + place.x
      let middle = y + Double(place.row) * 19 + 9
      if asLines {
        drawing.path(
          [(left, middle), (left + 20, middle)], .series(index), width: 2.4, dash: Self.dash(index))
      } else {
        drawing.marker(left + 10, middle, radius: 5, .series(index), shape: Self.shape(index))
      }
      drawing.text(name, left + 26, middle + 4, size: 12)
    }
  }

  /// Dashes of a series: the first seven are solid.
  static func dash(_ index: Int) -> String? {
    let dashes = [nil, "6 3", "2 3", "8 3 2 3"]
    return dashes[index / Ink.series.count % dashes.count]
  }

  /// Shape of a series' marker, which steps in time with the colour, and past it after seven.
  static func shape(_ index: Int) -> Int { index + index / Ink.series.count }
}
