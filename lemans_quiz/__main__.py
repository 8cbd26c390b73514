"""python -m lemans_quiz"""

from lemans_quiz.begin import main

if __name__ == "__main__":
    main()
