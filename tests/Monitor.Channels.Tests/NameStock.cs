namespace Monitor.Channels.Tests;

/// <summary>Names to invent people from; whoever is called like one of them is meant by none.</summary>
/// <param name="Extra">What people put behind their handle.</param>
internal sealed record NameStock(string[] First, string[] Last, string[] Extra)
{
    public static NameStock Bengaluru { get; } = new(
        [
            "Ravi", "Asha", "Meena", "Nadeem", "Kavya", "Suresh", "Priya", "Imran", "Lakshmi", "Deepak", "Anitha", "Joseph", "Farah", "Manjunath",
            "Shwetha", "Arjun", "Pooja", "Vikram", "Sana",
            "Girish", "Rekha", "Abdul", "Nisha", "Harish", "Divya", "Mohan", "Sunita", "Rahul", "Geetha", "Kiran", "Bhavana", "Naveen", "Zoya",
            "Prakash", "Usha", "Sandeep", "Chaitra", "Amit",
            "Roopa", "Santosh", "Ayesha", "Basavaraj", "Neha", "Yogesh", "Padma", "Rakesh", "Sowmya", "Irfan", "Vidya", "Nagaraj", "Tara", "Umesh",
            "Jyoti", "Mahesh", "Reshma", "Dinesh", "Komal",
            "Venkatesh", "Sushma", "Ganesh", "Ankita", "Shashank", "Rukmini", "Salman", "Hema", "Pavan", "Seema", "Lokesh", "Namitha", "Tanveer",
        ],
        [
            "Kumar", "N", "Rao", "Shetty", "Gowda", "Khan", "Sharma", "Reddy", "Nair", "Bhat", "Singh", "Patil", "Das", "Iyer", "Hegde", "Ahmed",
            "Verma", "Murthy", "Joshi", "D'Souza", "K", "Yadav",
            "Naik", "Fernandes", "Gupta", "S", "Prasad", "Mishra", "R", "Acharya", "Begum", "Pai", "Sheikh", "M", "Kulkarni", "Babu", "Thomas",
            "Ansari", "Swamy", "Jain",
        ],
        ["_blr", "_speaks", "official", "_hsr", "77", "_k", "writes", "_in", "_01", "x", "_2020", "clicks", "_walks", "tweets", "_home", "_real", "_r", "diaries", "_says", ""]);

    public static NameStock Bareilly { get; } = new(
        [
            "Amit", "Rakesh", "Pooja", "Imran", "Shabana", "Neha", "Vivek", "Sunita", "Arvind", "Kiran", "Nadeem", "Ritu", "Mohit", "Anjali",
            "Saurabh", "Farhan", "Rekha", "Pankaj",
            "Shalini", "Ashok", "Zeenat", "Deepak", "Manoj", "Preeti", "Aslam", "Vandana", "Sanjay", "Gulshan", "Nisha", "Ramesh", "Harpreet",
            "Salim", "Kavita", "Ankur", "Ruby",
            "Dharmendra", "Yasmeen", "Suman", "Tarun", "Alok",
        ],
        [
            "Kumar", "Singh", "Gangwar", "Saxena", "Khan", "Ansari", "Sharma", "Yadav", "Gupta", "Maurya", "Verma", "Mishra", "Patel", "Agarwal",
            "Siddiqui", "Rathore", "Kashyap", "Pal",
            "Tiwari", "Devi", "Begum", "Johri", "Chauhan", "Awasthi", "Kaur",
        ],
        ["_bly", "_up25", "official", "77", "_k", "writes", "_in", "_01", "x", "_2020", "_speaks", "_up", "_real", "_r", "_says", ""]);
}
